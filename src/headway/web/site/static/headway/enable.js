// Says that the browser can run what follows; without it the components stay as plain HTML.
document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');
