// The search engine of the archive: in a worker it answers messages, in a page it is `FondsSearch`.
// @ts-check

import { serve } from "./engine/calls.js";

serve();
