/**
 * The migrations before the squash, each with the SHA-256 of its file. Together they made the same
 * schema as {@link SQUASHED_INTO}.
 */
export const SQUASHED: Readonly<Record<string, string>> = {
  "20261123000000_init": "b73d7e53a6eac476df822aebf6e2b387fee9ffb70315f84a79e2fdbc4a04733f",
  "20261124202628_transfers_and_sweeps":
    "34ef25276ed3f5ecd57cdb4f639a258f7a9be39b2252024b5191c7608d3f26fd",
  "20261124204200_imports": "97e4c169503746cc0be76ca0c45ab5afd461c4bcdd847a1f5cc841c5c283a1d2",
  "20261124211500_indexes_for_reading":
    "e7f72d9dfd5594423d7ea5b915e610524949aac7905b3810537af33224fd7e97",
  "20261125001000_checks_by_key":
    "13f8084431e9c92d47a70e8a60be9a083cf7381d3013b40478acd18055ba763c",
  "20261125002000_guard_the_log":
    "c9e53056ac6249baf68c94ed7c5605be6465b8a9a37c708ebfff22ee72be08e0",
  "20261125002653_key_sources": "fb2763945f396f9a0c902d65f4b6841bb999f743212f768d7135c3e71a2dd948",
  "20261125003000_whole_transfers_gapless_log":
    "48015b2d481c0c75d3489cf888b10a2356feae7cc4f399f0044eb6f6fa8023a4",
  "20261125032500_cheaper_line_checks":
    "440753fd71c59c72990d0028512718103892bf48a3a7edae31f4ae0027a15cf7",
  "20261125035941_invitations": "4d663d34c5d0ea69b06edc76497054f83be07199a920245049c52bb4fd46b83f",
  "20261125040200_key_of_rotation":
    "aaccc2e52ca161edca402eaafb75629d4f74fc8555584e5d0a9daf8c6549532f",
  "20261129020000_what_the_planner_knows":
    "04a3e72d084ef60a6eb4723defdb9c41a5737476646086584f3f6d45bcc68e91",
  "20261129030000_undo_by_families":
    "b8edc0e27ab55a3e027e8098721889873e2074ded0b4b458ce60ccce85b3e874",
  "20261129040000_drafts_by_key":
    "717fd4886ae0a5005988d10b1bf872f24af3f762a4309005f4cb44fdef5f0cbd",
  "20261129050000_idempotency_by_key":
    "1ac3344358cb252350b859e2cceb9f6372059d9f6c6dc3ab41d7ed127846b533",
  "20261129060000_indexes_against_history":
    "0b09031d4bd1c387c7ce281dcdcf54da14d56ea7d85913134751de68f11fa237",
};

/** The migrations that took their place, oldest first. */
export const SQUASHED_INTO = ["20261129220000_init", "20261129220100_constraints"] as const;

export const isSquashed = (name: string): boolean => name in SQUASHED;

interface PresentNames {
  /** The same schema in migrations that exist now. */
  names: string[];
  /** Squashed migrations that the list would need for that. If there are any, `names` is wrong. */
  missing: string[];
}

/** Translates the list of a database's migrations, when it was made before the squash. */
export function toPresentNames(names: readonly string[]): PresentNames {
  const present = names.filter((name) => !isSquashed(name));
  if (present.length === names.length || SQUASHED_INTO.every((name) => names.includes(name)))
    return { names: present, missing: [] };
  return {
    names: [...SQUASHED_INTO, ...present],
    missing: Object.keys(SQUASHED).filter((name) => !names.includes(name)),
  };
}

/** What to do about a database or a backup from the middle of the squashed migrations. */
export const SQUASH_REMEDY =
  "with the last commit before the squash (`git log -- prisma/migrations` shows it)";
