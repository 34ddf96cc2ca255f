package io.conveyor.yaml.schema;

import io.conveyor.yaml.keys.CaseKeys;
import io.conveyor.yaml.keys.Keys;
import io.conveyor.yaml.keys.PipelineKeys;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of pipeline files, and of files of cases, of draft 7, which editors of YAML know
 * best.
 *
 * <p>It refuses nothing that the reader accepts. What it cannot say, such as whether rows fit, only
 * the reader knows.
 */
public final class JsonSchema {

  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
  private static final String PLACE = "#/definitions/";

  private final Map<String, Object> definitions = new LinkedHashMap<>();
  private final Map<Keys, String> names = new HashMap<>();
  private final ShapeSchemas shapes = new ShapeSchemas(this::reference);

  private JsonSchema() {}

  /** Returns the schema, made of maps, lists and single values. */
  public static Map<String, Object> ofPipelineFiles() {
    return of("A pipeline file of Conveyor", PipelineKeys.OF_PIPELINE);
  }

  /** Likewise, of files of cases that stand beside pipeline files. */
  public static Map<String, Object> ofFilesOfCases() {
    return of("A file of cases for a pipeline of Conveyor", CaseKeys.OF_TESTS);
  }

  private static Map<String, Object> of(String title, Keys keys) {
    JsonSchema made = new JsonSchema();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", title);
    schema.putAll(made.object(keys));
    schema.put("definitions", made.definitions);
    return schema;
  }

  private Map<String, Object> object(Keys keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.all().forEach(key -> properties.put(key.name(), property(key)));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    List<String> required =
        keys.all().stream().filter(Keys.Key::isRequired).map(Keys.Key::name).toList();
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", keys.isOpen());
    return object;
  }

  private Map<String, Object> property(Keys.Key key) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", key.what());
    if (key.otherwise() != null) {
      property.put("default", key.otherwise());
    }
    property.putAll(shapes.of(key.shape()));
    return property;
  }

  /** Each kind of mapping is written once. */
  private Map<String, Object> reference(Keys keys) {
    String name = names.get(keys);
    if (name == null) {
      name = free(keys);
      names.put(keys, name);
      definitions.put(name, object(keys));
    }
    return Map.of("$ref", PLACE + name);
  }

  private String free(Keys keys) {
    String name = keys.what().replaceFirst("^an? ", "").replace(' ', '-');
    return names.containsValue(name) ? name + "-of-" + keys.first().name() : name;
  }
}
