/** Shown beside the field of a new password. */
export const PASSWORD_ADVICE =
  "At least 8 characters, better 15. A few words are easy to remember and hard to guess.";
