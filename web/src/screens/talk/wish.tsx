import { Choice, Switch } from '../../ui/Choice';
import { Field } from '../../ui/Field';
import { Ruby } from '../../ui/Ruby';
import { t } from './texts';
import { type TalkMode, WISHES, type Wish } from './words';

const LONGEST = 500;

/** What somebody says who would like to talk, now or later. */
export interface WishForm {
  wish: Wish;
  mode: TalkMode | null;
  words: string;
  forStaff: boolean;
  tellStaff: boolean;
}

/** Everything is filled in: one more tap sends it. */
export const startWish: WishForm = {
  wish: 'listen',
  mode: null,
  words: '',
  forStaff: false,
  tellStaff: true,
};

/** The way that was chosen, if it is one of those there are. */
export const modeOf = (form: WishForm, modes: readonly TalkMode[]): TalkMode =>
  form.mode && modes.includes(form.mode) ? form.mode : (modes[0] ?? 'in_person');

/** The wish as the server takes it. Who only listens does not advise. */
export const wishBody = (form: WishForm, modes: readonly TalkMode[], listens: boolean) => ({
  wish: listens ? ('listen' as const) : form.wish,
  mode: modeOf(form, modes),
  words: form.words.trim() || null,
  words_for_staff: form.forStaff && form.words.trim() !== '',
  tell_staff: form.tellStaff,
});

interface Props {
  readonly form: WishForm;
  readonly set: (part: Partial<WishForm>) => void;
  readonly modes: readonly TalkMode[];
  /** The supporter only listens at that time. */
  readonly listens: boolean;
  /** Whether the words are open from the start. */
  readonly open: boolean;
}

/** What would do good, how, and words if one likes. */
export function WishFields({ form, set, modes, listens, open }: Props) {
  return (
    <>
      {listens ? (
        <p>
          <Ruby text={t('listenOnly')} />
        </p>
      ) : (
        <Choice
          legend={t('wish')}
          options={WISHES.map((wish) => ({ value: wish, label: t(wish) }))}
          value={form.wish}
          onChoose={(wish) => set({ wish })}
        />
      )}
      {modes.length > 1 && (
        <Choice
          layout="row"
          legend={t('mode')}
          options={modes.map((one) => ({ value: one, label: t(one) }))}
          value={modeOf(form, modes)}
          onChoose={(chosen) => set({ mode: chosen })}
        />
      )}
      <details class="talk-more" open={open && form.words !== ''}>
        <summary>
          <span>
            <Ruby text={t('words')} />
          </span>
        </summary>
        <div>
          <Field
            label={t('wordsLabel')}
            hint={t('wordsHint')}
            rows={3}
            maxLength={LONGEST}
            value={form.words}
            onInput={(words) => set({ words })}
          />
          <Switch label={t('wordsForStaff')} on={form.forStaff} onChange={(forStaff) => set({ forStaff })} />
        </div>
      </details>
      <Switch label={t('tellStaff')} on={form.tellStaff} onChange={(tellStaff) => set({ tellStaff })} />
    </>
  );
}
