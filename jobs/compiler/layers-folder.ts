/** The folder of the layer files, from the project root. */
export const LAYERS_FOLDER = "layers";
