package io.tidings.docs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.tidings.config.Setting;
import io.tidings.start.KnownSettings;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The configuration reference names every property with its default, and none that is not there.
class ConfigurationReferenceTest {
    private static final Path REFERENCE = Path.of("docs", "configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `(tidings\\.[^`]+)` \\| (?:`([^`]+)`)? *\\|.*");

    private static final Map<String, String> DECLARED = declared();

    @Test
    void theReferenceIsComplete() throws IOException {
        assertThat(documented(), is(DECLARED));
    }

    @Test
    void everySettingIsCheckedAndItsDefaultIsAllowed() {
        var checked = KnownSettings.ALL.all();
        assertThat(checked.stream().map(Setting::key).collect(Collectors.toSet()), is(DECLARED.keySet()));
        for (var setting : checked) {
            var value = DECLARED.get(setting.key());
            assertThat(setting.key(), value.isEmpty() || setting.allowed().allows(value), is(true));
        }
    }

    @Test
    void theReferenceSaysWhatIsAllowed() throws IOException {
        var rows = Files.readAllLines(REFERENCE);
        for (var setting : KnownSettings.ALL.all()) {
            var row = rows.stream()
                    .filter(line -> line.startsWith("| `" + setting.key() + "` |"))
                    .findFirst()
                    .orElse("");
            assertThat(row, containsString(" | " + setting.allowed().words() + " | "));
        }
    }

    private static Map<String, String> documented() throws IOException {
        var rows = new TreeMap<String, String>();
        for (var line : Files.readAllLines(REFERENCE)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                rows.put(row.group(1), row.group(2) == null ? "" : row.group(2));
            }
        }
        return rows;
    }

    private static Map<String, String> declared() {
        var properties = new TreeMap<String, String>();
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.tidings").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .forEach(type ->
                                collect(type.getAnnotation(ConfigMapping.class).prefix(), type, properties));
        return properties;
    }

    private static void collect(String prefix, Class<?> group, Map<String, String> properties) {
        for (var method : group.getMethods()) {
            var type = method.getReturnType();
            boolean isWhole = method.isAnnotationPresent(WithParentName.class);
            var key = isWhole ? prefix : prefix + "." + kebab(method);
            if (type == Map.class) {
                collect(isWhole ? prefix + ".\"PATTERN\"" : key + ".\"NAME\"", element(method), properties);
            } else if (type == List.class) {
                collect(key + "[0]", element(method), properties);
            } else if (type.isInterface() && type.getDeclaringClass() == group) {
                collect(key, type, properties);
            } else {
                var value = method.getAnnotation(WithDefault.class);
                properties.put(key, value == null ? "" : value.value());
            }
        }
    }

    /// What a map or a list of the configuration holds.
    private static Class<?> element(Method method) {
        var arguments = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments();
        return (Class<?>) arguments[arguments.length - 1];
    }

    private static String kebab(Method method) {
        return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
