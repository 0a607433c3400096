import { createApp } from 'vue';
import Runs from './Runs.vue';

createApp(Runs).mount('#app');
