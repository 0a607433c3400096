import { Runs } from './runs';

export default function Page() {
  return (
    <main>
      <h1>Training in Next</h1>
      <Runs />
    </main>
  );
}
