//! Names of made-up customers: small companies as a Brazilian agency has them.
//!
//! The table holds trades with names that suit them. Every name is used once before any is used
//! with a place, and every place before any gets a number, so that names never repeat.

use fastrand::Rng;

type Trade = (&'static str, [&'static str; 5]);

#[rustfmt::skip]
const TRADES: [Trade; 16] = [
    ("Padaria", ["Trigo de Ouro", "Pão da Vila", "Santa Massa", "Bom Dia", "Forno Velho"]),
    ("Clínica", ["Vida Plena", "Bem Cuidar", "São Lucas", "Corpo e Mente", "Renascer"]),
    ("Agência", ["Girassol", "Ponto Alto", "Mandacaru", "Caju Digital", "Vento Norte"]),
    ("Academia", ["Corpo em Ação", "Força Livre", "Ritmo", "Alto Giro", "Suor e Cia"]),
    ("Odontologia", ["Sorriso Leve", "Dente de Leite", "Dra. Helena Prado", "Boa Mordida", "Oral Vita"]),
    ("Pet Shop", ["Amigo Fiel", "Quatro Patas", "Focinho Gelado", "Bicho Mimado", "Cão Q Late"]),
    ("Restaurante", ["Sabor da Serra", "Panela de Barro", "Dona Zefa", "Quintal da Avó", "Maré Alta"]),
    ("Cafeteria", ["Grão Moído", "Dois Dedos de Prosa", "Coado na Hora", "Serra do Café", "Xícara Cheia"]),
    ("Imobiliária", ["Chave Certa", "Morada Nova", "Porto Lar", "Habitar", "Souza Teles"]),
    ("Escola", ["Pequeno Aprendiz", "Mundo Novo", "Caminho do Saber", "Monteiro Lobato", "Passo a Passo"]),
    ("Ótica", ["Olhar Claro", "Boa Vista", "Lente Viva", "Nitidez", "Íris"]),
    ("Construtora", ["Alicerce", "Pedra Firme", "Ipê", "Prumo", "Barros Lima"]),
    ("Advocacia", ["Moreira & Teles", "Nunes Figueiredo", "Castro e Antunes", "Lacerda", "Pires & Filhos"]),
    ("Floricultura", ["Flor de Lis", "Jardim Secreto", "Primavera", "Pétala", "Bem-me-quer"]),
    ("Salão", ["Espelho Meu", "Fio a Fio", "Bela Flor", "Cachos & Cores", "Toque de Classe"]),
    ("Pousada", ["Recanto do Sol", "Mar Azul", "Vila das Conchas", "Serra Verde", "Canto da Sereia"]),
];

#[rustfmt::skip]
const PLACES: [&str; 20] = [
    "Savassi", "Pinheiros", "Moema", "Botafogo", "Tijuca", "Boa Viagem", "Aldeota", "Batel", "Moinhos", "Trindade",
    "Campinas", "Santos", "Niterói", "Londrina", "Joinville", "Caxias", "Uberlândia", "Ribeirão", "Maringá", "Olinda",
];

/// An endless run of names that do not repeat.
pub(super) struct Names {
    names: Vec<String>,
    given: usize,
}

impl Names {
    pub(super) fn shuffled(rng: &mut Rng) -> Self {
        let mut names: Vec<String> = TRADES
            .iter()
            .flat_map(|(trade, names)| names.iter().map(move |name| format!("{trade} {name}")))
            .collect();
        rng.shuffle(&mut names);
        Self { names, given: 0 }
    }

    pub(super) fn next_name(&mut self) -> String {
        let (round, place_in_round) =
            (self.given / self.names.len(), self.given % self.names.len());
        self.given += 1;
        let name = self.names.get(place_in_round).cloned().unwrap_or_default();
        let Some(placed_round) = round.checked_sub(1) else {
            return name;
        };
        let place = PLACES.get(placed_round % PLACES.len()).copied().unwrap_or_default();
        match placed_round / PLACES.len() {
            0 => format!("{name} {place}"),
            number => format!("{name} {place} {}", number + 1),
        }
    }
}
