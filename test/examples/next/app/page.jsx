import { Runs } from './runs';

export default function Page() {
  return (
    <main>
      <h1>The panel in Next</h1>
      <Runs />
    </main>
  );
}
