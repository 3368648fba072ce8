export default { layout: "page.njk", permalink: (data) => `/pages/${data.page.fileSlug}/` };
