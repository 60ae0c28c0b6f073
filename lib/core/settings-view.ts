/** Where the value of a setting comes from. "stored": someone set it here, and it stands in the database. */
export type SettingSource = "option" | "environment" | "default" | "stored" | "found";

/** One setting, as the page shows it. */
export interface SettingRow {
  name: string;
  /** In words. */
  value: string;
  source: SettingSource;
  /** The variable that sets it; null when none does. */
  variable: string | null;
  /** The option of the command line that sets it, such as "--db". */
  option: string | null;
}

export interface SettingGroup {
  title: string;
  rows: SettingRow[];
}
