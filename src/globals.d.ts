/** The project's root folder, written in by the compile step and by the test runner's settings. */
declare const PROJECT_ROOT: string
