// 重新载入 leads back to where one was; the program hands the place over behind '#'.
const again = document.querySelector('.again');
again.href = `./index.html${location.hash}`;
again.focus();
