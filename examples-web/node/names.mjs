// Names as `findUnconfirmed` compares them.

// Laravel trims these, besides white space.
const BLANKS = /[\p{White_Space}\0\u180e\u200b\u200e\ufeff]+/gu;

/**
 * Equal for names that cannot be told apart after a creation without an answer.
 * @param {string} name
 */
export const nameKey = (name) => name.replace(BLANKS, " ").trim().normalize("NFC").toLowerCase();
