// SPDX-License-Identifier: Apache-2.0
package io.skyquark.oap.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one place that decides which settings are secret. A key is secret when it contains one of the keywords, whatever the case; a URL keeps everything
 * but the values of its secret parameters.
 */
public final class SecretMask {

    public static final String MASKED = "******";

    /** Upstream's default for {@code debugging-query.default.keywords4MaskingSecretsOfConfig}. */
    public static final SecretMask DEFAULT = new SecretMask("user,password,token,accessKey,secretKey,authentication");

    private final List<String> keywords;
    private final Pattern urlParameters;

    /** @param keywords separated by commas */
    public SecretMask(String keywords) {
        this.keywords = List.of(keywords.split(",")).stream().map(word -> word.trim().toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).toList();
        var words = String.join("|", this.keywords.stream().map(Pattern::quote).toList());
        this.urlParameters = this.keywords.isEmpty() ? null : Pattern.compile("([?&;][^?&;=]*(?:" + words + ")[^?&;=]*=)[^&;]*", Pattern.CASE_INSENSITIVE);
    }

    public boolean isSecret(String key) {
        var lower = key.toLowerCase(Locale.ROOT);
        return keywords.stream().anyMatch(lower::contains);
    }

    /** What may be shown of a value; the entries of a nested block are masked one by one. */
    public Object show(String key, Object value) {
        if (isSecret(key)) {
            return MASKED;
        }
        if (value instanceof Map<?, ?> block) {
            var shown = new LinkedHashMap<String, Object>();
            block.forEach((name, inner) -> shown.put(name.toString(), show(name.toString(), inner)));
            return shown;
        }
        return value instanceof String text && urlParameters != null && text.contains("=") ? urlParameters.matcher(text).replaceAll("$1" + MASKED) : value;
    }
}
