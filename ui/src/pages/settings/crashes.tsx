// Crash reports: read here before anything is sent, copied, removed. The program itself sends nothing.
import { Button } from 'antd';
import { t } from '../../i18n';
import { ipc } from '../../ipc';
import { useDialog } from '../../shared/dialog';
import { useLoaded } from '../../shared/use-loaded';

export function Crashes() {
  const { attempt, told } = useDialog();
  const { value: reports, failure, reload } = useLoaded(() => ipc.crashReports(), 'crashes');
  if (failure) return <span className="muted small">{failure.detail}</span>;
  const latest = reports?.[0];
  if (!reports || !latest) return <span className="muted small">{t('crashes.none')}</span>;

  const copy = async () => {
    await navigator.clipboard.writeText(reports.map((report) => report.text).join('\n'));
    told(t('crashes.copied'));
  };
  const clear = async () => {
    await attempt(() => ipc.clearCrashReports());
    reload();
  };
  return (
    <div>
      <div className="row">
        <Button size="small" onClick={() => void attempt(copy)}>
          {t('crashes.copy')}
        </Button>
        <Button size="small" onClick={() => void clear()}>
          {t('crashes.clear')}
        </Button>
        <span className="muted small">{t('crashes.text')}</span>
      </div>
      <details className="settings-crashes">
        <summary>{t('crashes.count', { count: reports.length })}</summary>
        {reports.map((report) => (
          <pre key={report.name}>{report.text}</pre>
        ))}
      </details>
    </div>
  );
}
