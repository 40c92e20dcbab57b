/** The customer and the tokens of the tests: this file is imported in pages and in workers too. */

export const UUID = "caedbbbe-7d93-476f-b965-bf97cd7ce874";
export const ACCESS_TOKEN = "merchant-access-token-0123456789";
export const CUSTOMER_TOKEN = "6d37ffcc936ffa1d2bf4f99dbea973b760988e6fe755a22c328d3d3f908f5f87";
