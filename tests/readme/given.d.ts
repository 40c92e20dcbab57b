// What preload.mjs gives to every block.
declare const accessToken: string;
declare const customerToken: string;
declare const uuid: string;
