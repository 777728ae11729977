/**
 * Property tests draw the same cases on every machine, so that a change is judged by what it changed.
 * `GATESCOPE_SEED=7 npm run unit` draws others; what that finds becomes a test of its own.
 */
import fc from 'fast-check';

const asked = Number(process.env['GATESCOPE_SEED'] ?? 1997);
fc.configureGlobal({ seed: asked });
