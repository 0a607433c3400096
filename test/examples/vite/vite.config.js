export default {
  base: './',
  worker: { format: 'es', rolldownOptions: { output: { codeSplitting: false } } },
};
