import '../ui/css/door.css';
import { install, platform } from '../install';
import { area } from '../texts';
import { join } from '../texts/ja/join';
import { plain } from '../texts/ruby';
import { Button } from '../ui/Button';
import { Card } from '../ui/Card';
import { Ruby } from '../ui/Ruby';

const t = area('join', join);

type Shown = Exclude<typeof platform.value, 'offer' | 'installed'>;

const STEPS = {
  ios: ['ios1', 'ios2', 'ios3'],
  android: ['android1', 'android2', 'android3'],
  samsung: ['samsung1', 'samsung2'],
  'in-app': ['inApp1', 'inApp2'],
  desktop: ['desk1', 'desk2'],
} as const;

/** How to put Engawa on the home screen: one tap where the phone can, a picture and steps where it cannot. */
export function InstallGuide() {
  const here = platform.value;
  if (here === 'installed') {
    return (
      <Card>
        <p role="status">
          <Ruby text={t('installDone')} />
        </p>
      </Card>
    );
  }
  if (here === 'offer') {
    return (
      <Card>
        <Button kind="primary" label={t('installNow')} onPress={() => install()} />
      </Card>
    );
  }
  return (
    <Card>
      {here !== 'in-app' && <Picture platform={here} />}
      <ol class="numbered">
        {STEPS[here].map((step) => (
          <li key={step}>
            <p>
              <Ruby text={t(step)} />
            </p>
          </li>
        ))}
      </ol>
      {here === 'ios' && (
        <p class="small">
          <Ruby text={t('iosWarn')} />
        </p>
      )}
    </Card>
  );
}

const PHONE =
  'M72 6h56a12 12 0 0 1 12 12v116a12 12 0 0 1-12 12H72a12 12 0 0 1-12-12V18A12 12 0 0 1 72 6zM76 50h48M76 62h30M76 80h48M76 92h36';

/** Where on the screen the sign is, drawn large: frame, middle of the lit circle, the sign, and what it is called. */
const PICTURES = {
  ios: {
    frame: `${PHONE}M60 118h80`,
    spot: [100, 132],
    sign: 'M100 135V126M97 129l3-3 3 3M96 131.5h-1.5v6.5h11v-6.5H104',
    name: 'pictureShare',
  },
  android: {
    frame: `${PHONE}M60 32h80`,
    spot: [127, 19],
    sign: 'M127 14v0M127 19v0M127 24v0',
    name: 'pictureMenu',
  },
  samsung: {
    frame: `${PHONE}M60 118h80`,
    spot: [127, 132],
    sign: 'M122 128h10M122 132h10M122 136h10',
    name: 'pictureMenu',
  },
  desktop: {
    frame: 'M20 14h160v120H20zM20 38h160M32 26h104',
    spot: [152, 26],
    sign: 'M152 21v8M149 26l3 3 3-3M147 32h10',
    name: 'pictureDesk',
  },
} as const;

function Picture({ platform: here }: { readonly platform: Exclude<Shown, 'in-app'> }) {
  const { frame, spot, sign, name } = PICTURES[here];
  return (
    <svg class="picture" viewBox="0 0 200 152" role="img" aria-label={plain(t(name))}>
      <path d={frame} />
      <circle class="lit" cx={spot[0]} cy={spot[1]} r="11" />
      <path d={sign} />
    </svg>
  );
}
