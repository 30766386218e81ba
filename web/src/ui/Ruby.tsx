import { pieces } from '../texts/ruby';

/** A text on screen: shows furigana above its words; readings are hidden from screen readers, which read kanji well. */
export function Ruby({ text }: { readonly text: string }) {
  if (!text.includes('|')) return <>{text}</>;
  return (
    <>
      {pieces(text).map((piece, index) =>
        typeof piece === 'string' ? (
          piece
        ) : (
          <ruby key={`${index}${piece.base}`}>
            {piece.base}
            {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a reading takes no focus, and would be spoken twice */}
            <rt aria-hidden="true">{piece.reading}</rt>
          </ruby>
        ),
      )}
    </>
  );
}
