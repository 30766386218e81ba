/** The small set of parts that every screen is made of. */
export { Avatar } from './Avatar';
export { Button, LinkButton } from './Button';
export { Card } from './Card';
export { Chips, Choice, type Option, Switch } from './Choice';
export { EmptyState } from './EmptyState';
export { Field } from './Field';
export { Icon, type IconName } from './Icon';
export { type GridDay, MonthGrid } from './MonthGrid';
export { type Mood, type MoodLook, MoodMark } from './MoodMark';
export { MoodPicker, moodsOf } from './MoodPicker';
export { Page } from './Page';
export { Plot, type WeekPoint } from './Plot';
export { Ruby } from './Ruby';
export { Sheet } from './Sheet';
export { hushToast, toast } from './Toast';
