// A page that breaks says so and offers the way back; the answers are in the program, not in the page.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { t } from '../i18n';

interface State {
  cause?: Error;
}

export class Boundary extends Component<{ children: ReactNode; watch?: unknown }, State> {
  override state: State = {};

  static getDerivedStateFromError(cause: Error): State {
    return { cause };
  }

  override componentDidUpdate(before: { watch?: unknown }) {
    if (this.state.cause && before.watch !== this.props.watch) this.setState({ cause: undefined });
  }

  override componentDidCatch(cause: Error, info: ErrorInfo) {
    console.error(cause, info.componentStack);
  }

  override render() {
    const { cause } = this.state;
    if (!cause) return this.props.children;
    return (
      <main className="page narrow" role="alert">
        <h1>{t('broken.title')}</h1>
        <p>{t('broken.text')}</p>
        <pre className="broken-detail">{cause.message}</pre>
        <p className="row">
          <button type="button" className="plain-link" onClick={() => this.setState({ cause: undefined })}>
            {t('broken.again')}
          </button>
          <a href="#/">{t('broken.home')}</a>
        </p>
      </main>
    );
  }
}
