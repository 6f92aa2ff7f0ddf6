import { EVENT_TIME_CHECK } from "./check-event-time";
import { STATE_CHECK } from "./check-state";
import { UNUSED_COLUMNS_CHECK } from "./check-unused-columns";
import type { ModelCheck } from "./model-check";

/** The checks that look at the model as a whole once contracts and SELECTs are read. */
export const MODEL_CHECKS: readonly ModelCheck[] = [EVENT_TIME_CHECK, STATE_CHECK, UNUSED_COLUMNS_CHECK];
