// Days left in words. The number itself comes from the program.
import { t } from '../i18n';
import type { DeadlineView } from '../ipc';

export function daysLeft({ state, days_left: days }: DeadlineView): string {
  if (state === 'done') return t('days.done');
  if (days === undefined || state === 'unknown') return t('days.unknown');
  if (days < 0) return t('days.over', { days: -days });
  return days === 0 ? t('days.today') : t('days.left', { days });
}
