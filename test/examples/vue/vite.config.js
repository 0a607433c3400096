import vue from '@vitejs/plugin-vue';

const isCustomElement = (tag) => tag.includes('-');

export default { base: './', plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] };
