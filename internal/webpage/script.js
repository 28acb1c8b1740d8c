"use strict";
// Narrow screens show one option of a table at a time; without this script the table
// scrolls sideways.
