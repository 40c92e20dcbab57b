export interface paths {
  "/customers": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: {
          page?: number;
          per_page?: number;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description One page. */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": components["schemas"]["CustomerPage"];
          };
        };
      };
    };
    put?: never;
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          "application/json": components["schemas"]["CustomerParams"];
        };
      };
      responses: {
        /** @description The customer, with its token. */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              customer: components["schemas"]["CreatedCustomer"];
            };
          };
        };
        /** @description The name is not what it must be. */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": components["schemas"]["Refusal"];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/customers/{uuid}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          uuid: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The customer. */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": {
              customer: components["schemas"]["Customer"];
            };
          };
        };
        /** @description The merchant has none of that id. */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            "application/json": components["schemas"]["Refusal"];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Customer: {
      uuid: string;
      name: string;
      created_at: string;
      updated_at: string;
      trial_ends_at: string | null;
      is_paying: boolean;
      merchant: string;
    };
    CreatedCustomer: components["schemas"]["Customer"] & {
      api_token: string;
    };
    CustomerParams: {
      name: string;
    };
    CustomerPage: {
      data: components["schemas"]["Customer"][];
      meta: components["schemas"]["PageMeta"];
    };
    PageMeta: {
      current_page: number;
      from?: number | null;
      last_page: number;
      path?: string;
      per_page: number;
      to?: number | null;
      total: number;
      sortBy?: string | null;
      descending?: boolean;
    };
    Refusal: {
      message: string;
      errors?: {
        [key: string]: string[];
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
