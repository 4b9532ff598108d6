package io.quittance.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A template of SAM as JSON: short forms such as {@code !Ref} in their long form. */
public record Template(JsonNode root) {

    private static final Pattern IN_TEXT = Pattern.compile("\\$\\{([^}!]+)}");

    public static Template read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    public static Template of(String text) {
        Object yaml = new Yaml(new Intrinsic()).load(text);
        return new Template(new ObjectMapper().valueToTree(yaml));
    }

    /** Reads {@code !Name value} as {@code {"Fn::Name": value}}. */
    private static final class Intrinsic extends SafeConstructor {
        Intrinsic() {
            super(new LoaderOptions());
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String name = node.getTag().getValue().substring(1);
                    Object value = node instanceof SequenceNode list
                            ? constructSequence(list)
                            : constructScalar((ScalarNode) node);
                    return Map.of(name.equals("Ref") ? name : "Fn::" + name, value);
                }
            });
        }
    }

    public Map<String, JsonNode> resources() {
        return members(root.path("Resources"));
    }

    public Map<String, JsonNode> resourcesOf(String type) {
        return resources().entrySet().stream()
                .filter(each -> each.getValue().path("Type").asText().equals(type))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    public Map<String, JsonNode> functions() {
        return resourcesOf("AWS::Serverless::Function");
    }

    /** Everything that can be referred to. */
    public List<String> names() {
        return Stream.of("Parameters", "Conditions", "Resources")
                .flatMap(section -> entries(section).keySet().stream())
                .toList();
    }

    /** The entries of a section such as {@code Resources}. */
    public Map<String, JsonNode> entries(String section) {
        return members(root.path(section));
    }

    /** A property of a function, or that of all functions. */
    private JsonNode property(String function, String name) {
        JsonNode own = functions().get(function).path("Properties").path(name);
        return own.isMissingNode() ? root.at("/Globals/Function").path(name) : own;
    }

    public String handler(String function) {
        return property(function, "Handler").asText();
    }

    public int timeout(String function) {
        return property(function, "Timeout").asInt();
    }

    public int concurrency(String function) {
        return property(function, "ReservedConcurrentExecutions").asInt();
    }

    public Map<String, JsonNode> environment(String function) {
        var variables = new LinkedHashMap<>(members(root.at("/Globals/Function/Environment/Variables")));
        variables.putAll(members(functions().get(function).at("/Properties/Environment/Variables")));
        return variables;
    }

    /** A variable; empty where it is not set. */
    public String environment(String function, String name) {
        JsonNode value = environment(function).get(name);
        return value == null ? "" : value.isTextual() ? value.asText() : value.toString();
    }

    public List<JsonNode> events(String function) {
        return List.copyOf(
                members(functions().get(function).at("/Properties/Events")).values());
    }

    public List<JsonNode> events(String function, String type) {
        return events(function).stream()
                .filter(event -> event.path("Type").asText().equals(type))
                .toList();
    }

    /** Whose attribute is asked for. */
    public static String attributeOf(JsonNode value) {
        return value.path("Fn::GetAtt").asText().replaceFirst("\\..*", "");
    }

    /** All names that are referred to anywhere. */
    public List<String> references() {
        return references(root);
    }

    /** All names that are referred to in a part of a template. */
    public static List<String> references(JsonNode part) {
        var found = new ArrayList<String>();
        collect(part, found);
        return found;
    }

    private static void collect(JsonNode node, List<String> found) {
        if (node instanceof ObjectNode object && object.size() == 1) {
            String name = object.fieldNames().next();
            String value = object.get(name).asText();
            if (name.equals("Ref")) {
                found.add(value);
            } else if (name.equals("Fn::GetAtt")) {
                found.add(value.replaceFirst("\\..*", ""));
            } else if (name.equals("Fn::Sub")) {
                for (Matcher matcher = IN_TEXT.matcher(value); matcher.find(); ) {
                    found.add(matcher.group(1));
                }
            }
        }
        if (node.path("Condition").isTextual()) {
            found.add(node.path("Condition").asText());
        }
        node.forEach(each -> collect(each, found));
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        return StreamSupport.stream(object.properties().spliterator(), false)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }
}
