/** What nobody sees or that changes how the rest looks, line ends of Unicode among them; the Braille blank is a letter that is empty. */
const UNSEEN = /[\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Why a text should not be shown to people as a name: it may look like another (V-51, V-84). Undefined for nearly all. */
export function unseenProblem(text: string): string | undefined {
  return UNSEEN.test(text) ? 'has a character that nobody sees, or that changes how the name looks' : undefined;
}
