// Shows the API description with Swagger UI. The page holds <div id="swagger-ui" data-openapi-url="…"></div> and loads
// vendor/swagger-ui-dist/swagger-ui-bundle.js before this file; no inline script, nothing fetched from elsewhere.

const container = document.getElementById("swagger-ui");

window.SwaggerUIBundle({
  domNode: container,
  url: container.dataset.openapiUrl,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
});
