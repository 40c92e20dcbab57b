//! What stands between a caller and the generated classes: see `guard.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/js/host.js")]
extern "C" {
    #[wasm_bindgen(reexport = "failed", skip_typescript, js_name = failed)]
    fn reexported_failed();
}

#[wasm_bindgen(module = "/src/js/guard.js")]
extern "C" {
    #[wasm_bindgen(reexport = "guarded", skip_typescript, js_name = guarded)]
    fn reexported_guarded();
    #[wasm_bindgen(reexport = "guardedFunction", skip_typescript, js_name = guardedFunction)]
    fn reexported_guarded_function();
}
