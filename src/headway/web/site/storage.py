"""Static files under names that change with their content, so that browsers may keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped] # has no types


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # it has no types
    """Also follows the `import` lines of our scripts; without this a module is not found."""

    support_js_module_import_aggregation = True
