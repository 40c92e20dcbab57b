//! Customers given as data, in place of made-up ones.
//!
//! Data is checked in full before a sandbox starts, and every error names the row as JavaScript
//! counts it, `data[2]`, the field, and what was expected of it. What a row leaves out is filled in
//! as the API would on creation.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde_json::Value;
use tsify::Tsify;

use crate::api::Integration;
use crate::sandbox::clock::Timestamp;
use crate::sandbox::fields::Fields;
use crate::sandbox::secrets;
use crate::sandbox::store::Stored;

/// A customer that a sandbox starts with.
///
/// @example
/// ```ts
/// import type { CustomerSeed } from "reportei-customers/sandbox";
///
/// const data: CustomerSeed[] = [{ name: "Padaria Flor de Minas", is_paying: true }];
/// new ReporteiSandbox({ data });
/// ```
#[derive(Clone, Tsify)]
pub struct CustomerSeed {
    /// Its name; any text that is not empty.
    pub name: String,
    /// Its id. Default: made from the seed.
    #[tsify(optional, type = "string | undefined")]
    pub uuid: Option<String>,
    /// When it was created: `YYYY-MM-DD HH:MM:SS` in UTC. Default: when the sandbox starts.
    #[tsify(optional, type = "string | undefined")]
    pub created_at: Option<Timestamp>,
    /// When it was last changed: `YYYY-MM-DD HH:MM:SS` in UTC. Default: when it was created.
    #[tsify(optional, type = "string | undefined")]
    pub updated_at: Option<Timestamp>,
    /// When its trial ends: `YYYY-MM-DD HH:MM:SS` in UTC, or `null` where it has no trial that
    /// could end. Default: 7 days after its creation.
    #[tsify(optional, type = "string | null | undefined")]
    pub trial_ends_at: TrialEnd,
    /// Whether it is paying. Default: false.
    #[tsify(optional, type = "boolean | undefined")]
    pub is_paying: bool,
    /// Its connected accounts. Default: none.
    #[tsify(optional, type = "IntegrationSeed[] | undefined")]
    pub integrations: Vec<IntegrationSeed>,
}

/// When a given customer's trial ends.
#[derive(Clone, Copy)]
pub enum TrialEnd {
    /// When it does for any new customer.
    AsUsual,
    /// At this instant, or never.
    Given(Option<Timestamp>),
}

/// An account that a customer of a sandbox has connected.
///
/// @example
/// ```ts
/// import type { IntegrationSeed } from "reportei-customers/sandbox";
///
/// const integrations: IntegrationSeed[] = [
///   { integration: "Instagram Business", name: "@flor", slug: "instagram_business", status: "expired" },
/// ];
/// new ReporteiSandbox({ data: [{ name: "Padaria Flor de Minas", integrations }] });
/// ```
#[derive(Clone, Tsify)]
pub struct IntegrationSeed {
    /// Its id. Default: made from the seed.
    #[tsify(optional, type = "string | undefined")]
    pub uuid: Option<String>,
    /// What kind of account it is, for a person to read: "Instagram Business".
    pub integration: String,
    /// The account's own name.
    pub name: String,
    /// What kind of account it is, for a program: "`instagram_business`".
    pub slug: String,
    /// Any text; `active` is the one that works.
    pub status: String,
}

/// Reads customers from JSON: an array of [`CustomerSeed`]s.
///
/// # Errors
/// One sentence that names the row and what is wrong with it.
pub fn parse_data(json: &str) -> Result<Vec<CustomerSeed>, String> {
    let Ok(Value::Array(rows)) = serde_json::from_str(json) else {
        return Err("data must be an array of customers".to_owned());
    };
    let mut read = Vec::with_capacity(rows.len());
    let mut row_of_uuid = BTreeMap::new();
    for (index, row) in rows.into_iter().enumerate() {
        let row = CustomerSeed::read(row, &format!("data[{index}]"))?;
        let uuid = row.uuid.clone();
        if let Some(twin) = uuid.and_then(|uuid| row_of_uuid.insert(uuid, index)) {
            return Err(format!("data[{index}].uuid is that of data[{twin}] too"));
        }
        read.push(row);
    }
    Ok(read)
}

// ===== impl CustomerSeed =====

impl CustomerSeed {
    fn read(value: Value, place: &str) -> Result<Self, String> {
        let mut fields = Fields::of(value, place)?;
        let row = Self {
            name: fields.required_text("name")?,
            uuid: fields.uuid("uuid")?,
            created_at: fields.time("created_at")?,
            updated_at: fields.time("updated_at")?,
            trial_ends_at: if fields.has("trial_ends_at") {
                TrialEnd::Given(fields.time("trial_ends_at")?)
            } else {
                TrialEnd::AsUsual
            },
            is_paying: fields.boolean("is_paying")?.unwrap_or(false),
            integrations: fields
                .list("integrations")?
                .into_iter()
                .enumerate()
                .map(|(index, value)| {
                    IntegrationSeed::read(value, &format!("{place}.integrations[{index}]"))
                })
                .collect::<Result<_, _>>()?,
        };
        fields.expect_no_more()?;
        Ok(row)
    }

    /// The customer as the sandbox keeps it.
    pub(super) fn to_stored(&self, seed: u64, rng: &mut Rng, now: Timestamp) -> Stored {
        let uuid = chosen_or_made_up(self.uuid.as_ref(), rng);
        let token = secrets::seeded_customer_token(seed, &uuid);
        let created_at = self.created_at.unwrap_or(now);
        let mut stored = Stored::new(uuid, self.name.clone(), &token, created_at);
        stored.updated_at = self.updated_at.unwrap_or(stored.created_at);
        if let TrialEnd::Given(end) = self.trial_ends_at {
            stored.trial_ends_at = end;
        }
        stored.is_paying = self.is_paying;
        stored.seeded = true;
        stored.integrations =
            self.integrations.iter().map(|integration| integration.to_model(rng)).collect();
        stored
    }
}

// ===== impl IntegrationSeed =====

impl IntegrationSeed {
    fn read(value: Value, place: &str) -> Result<Self, String> {
        let mut fields = Fields::of(value, place)?;
        let integration = Self {
            uuid: fields.uuid("uuid")?,
            integration: fields.required_text("integration")?,
            name: fields.required_text("name")?,
            slug: fields.required_text("slug")?,
            status: fields.required_text("status")?,
        };
        fields.expect_no_more()?;
        Ok(integration)
    }

    fn to_model(&self, rng: &mut Rng) -> Integration {
        Integration {
            uuid: chosen_or_made_up(self.uuid.as_ref(), rng),
            integration: self.integration.clone(),
            name: self.name.clone(),
            slug: self.slug.clone(),
            status: self.status.clone(),
        }
    }
}

/// A random uuid is drawn even when one was chosen, so that naming one changes no other.
fn chosen_or_made_up(chosen: Option<&String>, rng: &mut Rng) -> String {
    let made_up = secrets::random_uuid(rng);
    chosen.cloned().unwrap_or(made_up)
}
