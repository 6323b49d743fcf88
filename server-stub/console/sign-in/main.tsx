import '../theme/sign-in.css';
import './sign-in.css';
import { createRoot } from 'react-dom/client';
import { SignInPage } from './sign-in-page.tsx';

const root = document.getElementById('root');
if (!root) throw new TypeError('sign-in.html has no #root');

createRoot(root).render(<SignInPage />);
