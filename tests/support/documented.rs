//! The example answers of the API's reference document, as they stand there.

pub const LIST_ANSWER: &str = r#"{
    "data": [
        {
            "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874",
            "name": "Reportei Customer 1",
            "created_at": "2024-09-24 17:07:34",
            "updated_at": "2024-09-24 17:07:34",
            "trial_ends_at": "2024-10-08 17:15:12",
            "is_paying": false,
            "merchant": "Reportei"
        },
        {
            "uuid": "073c1e15-94d0-49b3-9861-a0e9b7ffb06c",
            "name": "Reportei Customer 2",
            "created_at": "2024-09-24 19:06:08",
            "updated_at": "2024-09-24 19:06:08",
            "trial_ends_at": "2024-10-08 17:15:12",
            "is_paying": true,
            "merchant": "Reportei"
        }
    ],
    "meta": {
        "current_page": 1,
        "from": 1,
        "last_page": 1,
        "path": "http://connect.reportei.com/api/customers",
        "per_page": 15,
        "to": 2,
        "total": 2,
        "sortBy": null,
        "descending": false
    }
}"#;

pub const SHOW_ANSWER: &str = r#"{
  "customer": {
    "uuid": "caedbbbe-7d93-476f-b965-bf97cd7ce874",
    "name": "Reportei Customer 1",
    "created_at": "2024-09-24 17:07:34",
    "updated_at": "2024-09-24 17:07:34",
    "trial_ends_at": "2024-10-08 17:15:12",
    "is_paying": false,
    "merchant": "Reportei"
  }
}"#;

pub const SETTINGS_ANSWER: &str = r#"{
  "customer": {
      "uuid": "073c1e15-94d0-49b3-9861-a0e9b7ffb06c",
      "name": "Reportei Customer 1",
      "created_at": "2024-09-24 19:06:08",
      "updated_at": "2024-09-24 19:06:08",
      "trial_ends_at": "2024-10-08 17:15:12",
      "is_paying": false,
      "merchant": "Reportei",
      "integrations": [
        {
          "uuid": "6110b666-0327-4a81-b48e-9feb34d72f78",
          "integration": "Instagram Business",
          "name": "reportei",
          "slug": "instagram_business",
          "status": "active"
        }
      ]
  }
}"#;

pub const CREATE_ANSWER: &str = r#"{
  "customer": {
    "name": "Reportei Customer 3",
    "uuid": "9cdc0998-cd1c-406c-98b2-a40448486657",
    "updated_at": "2024-10-01 17:15:12",
    "created_at": "2024-10-01 17:15:12",
    "trial_ends_at": "2024-10-08 17:15:12",
    "is_paying": false,
    "merchant": "Reportei",
    "api_token": "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87"
  }
}"#;

pub const DELETE_ANSWER: &str = r#"{
    "success": true,
    "message": "Record successfully removed"
}"#;

pub const UPDATE_PAYMENT_STATUS_ANSWER: &str = r#"{
    "success": true,
    "message": "Customer is now marked as a paying customer"
}"#;
