import { broken, type Rule } from "./rule";

/** Files, YAML and values: what must hold before the meaning of a file can be looked at. */
export const FILE_RULES: readonly Rule[] = [
  broken(
    "file/read",
    "A file or folder can't be read.",
    "An unreadable file is never taken for an absent one: that would delete what it declares.",
    "Look at its rights, and run strata in the folder that holds `layers/`.",
  ),
  broken(
    "file/encoding",
    "A file is not UTF-8 text.",
    "Names and SQL in another encoding would be read as something else.",
    "Save the file as UTF-8.",
  ),
  broken(
    "file/place",
    "A YAML file lies in a folder that is not read.",
    "The folder says what a file declares: `sources`, `ods`, `dim`, `dws`, `dwf`, `dwa`, `apis`, `consumers`.",
    "Move the file to the folder of its kind, right below `layers/`.",
  ),
  broken(
    "file/extension",
    "A file of a layer does not end in `.yaml`.",
    "One extension for all keeps names and files one to one.",
    "Rename it to `.yaml`.",
  ),
  broken(
    "file/missing",
    "`layers/warehouse.yaml` is missing.",
    "It names the warehouse.",
    "Write the file with `name:` and `doc:`.",
  ),
  broken(
    "kind/reserved",
    "A file declares a kind that this version does not know yet: a metric, an alert or a rule.",
    "The folders `metrics`, `alerts` and `rules` are reserved so that no warehouse uses them for something else.",
    "Keep the file outside `layers/` until a version reads it.",
  ),
  broken(
    "name/invalid",
    "A name has characters that not every system takes, or a reference is not of the form it must have.",
    "Names of tables and columns are used in Kafka, Flink, Hologres and ADB without quotes.",
    "Use a to z, 0 to 9 and `_`, starting with a letter, at most 63 characters; a table is `layer.name`.",
  ),
  broken(
    "value/duration",
    "A text is not a duration.",
    "Durations are written in words so that nobody has to guess the unit.",
    'Write a whole number and a unit: `"5 seconds"`, `"90 days"`.',
  ),
  broken(
    "value/size",
    "A text is not a size.",
    "Sizes are written with their unit so that nobody has to guess it.",
    'Write a number and a unit: `"500 MB"`, `"2 GB"` (1 KB is 1000 bytes).',
  ),
  broken(
    "value/rate",
    "A text is not a rate, or is less than one request a minute.",
    "Rates are written in words so that nobody has to guess the unit.",
    'Write it as `"600 per minute"` or `"10 per second"`.',
  ),
  broken(
    "value/duplicate",
    "A list names the same thing twice.",
    "The second entry does nothing, so one of the two was meant to be something else.",
    "Keep one of the two.",
  ),
  broken(
    "schema/unknown-key",
    "A key is not known here.",
    "An unknown key is most often a known one that is misspelt: passing over it would drop what you meant.",
    "Take the suggested name, or remove the line.",
  ),
  broken(
    "schema/missing",
    "A key that must be there is missing; every table, API and consumer needs an `owner` and a `doc`.",
    "Without an owner nobody can be asked when the data is wrong.",
    "Add the line.",
  ),
  broken(
    "schema/type",
    "A value is of another kind than the key takes (a list, a map, a text, a number).",
    "What was meant can't be known.",
    "Write the kind of value that the message names.",
  ),
  broken(
    "schema/value",
    "A value is not one of those that are allowed.",
    "What was meant can't be known.",
    "Take one of the values that the message names.",
  ),
  broken(
    "schema/range",
    "A number or a list is too small or too large.",
    "The systems behind it would refuse it, or fall over.",
    "Stay within the bounds that the message names.",
  ),
  broken(
    "yaml/syntax",
    "The file is not valid YAML.",
    "Nothing of it can be read for sure.",
    "Look at the indentation, brackets and colons of the line.",
  ),
  broken(
    "yaml/duplicate-key",
    "A map gives the same key twice.",
    "YAML keeps one of the two and says nothing.",
    "Keep one of the two.",
  ),
  broken(
    "yaml/key",
    "A key is not a text.",
    "`on`, `1` and `null` as keys are read as something else than they look like.",
    "Write a plain name, in quotes if it looks like a number or a truth value.",
  ),
  broken(
    "yaml/anchor",
    "The file uses anchors, aliases or merge keys.",
    "A value must stand where it is used, so that a finding has one place and a review shows everything.",
    "Write the value out.",
  ),
  broken(
    "yaml/tag",
    "The file uses a YAML tag.",
    "Layer files are plain data.",
    "Remove the tag; quote a value that starts with `!`.",
  ),
  broken(
    "yaml/too-deep",
    "The file nests too deeply.",
    "No declaration needs more than a handful of levels.",
    "Write it flatter.",
  ),
  broken(
    "stack/unknown",
    "There is no stack of that name.",
    "A stack is a file `stacks/<name>.yaml`.",
    "Take the suggested name, or add the file.",
  ),
  broken(
    "stack/port",
    "Two processes of a stack share a port.",
    "The second could not start.",
    "Give each process a port of its own.",
  ),
];
