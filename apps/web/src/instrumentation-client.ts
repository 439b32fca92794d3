import { config } from "zod";

// Zod makes code of object schemas where `eval` is allowed, and finds out by trying. Here it is
// not, and the try alone is a violation that browsers report (B1). This file runs before any schema
// is made.
config({ jitless: true });
