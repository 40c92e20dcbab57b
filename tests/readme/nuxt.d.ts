// What Nuxt imports by itself into a server route, as far as the README's uses it.
declare function useRuntimeConfig(): { reporteiAccessToken: string };
declare function defineEventHandler<Answer>(handler: () => Answer): () => Answer;
