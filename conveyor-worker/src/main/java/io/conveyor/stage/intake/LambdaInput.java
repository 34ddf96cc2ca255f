package io.conveyor.stage.intake;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;

/** What a lambda or a method reference takes, as its recipe says. */
final class LambdaInput {

  private LambdaInput() {}

  /**
   * Returns the type that the lambda casts what it gets to; if it refers to a method that declares
   * more of it, such as {@code List<Long>}, all that.
   *
   * @param recipe what the lambda is sent as
   * @param classes finds its classes
   */
  static Type type(SerializedLambda recipe, ClassLoader classes) {
    try {
      Class<?> cast =
          MethodType.fromMethodDescriptorString(recipe.getInstantiatedMethodType(), classes)
              .parameterType(0);
      return cast.getTypeParameters().length == 0 ? cast : declared(recipe, classes, cast);
    } catch (ReflectiveOperationException | TypeNotPresentException | LinkageError e) {
      return Object.class; // The lambda's own call says what is missing.
    }
  }

  private static Type declared(SerializedLambda recipe, ClassLoader classes, Class<?> cast)
      throws ReflectiveOperationException {
    int receivers = recipe.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic ? 0 : 1;
    int place = recipe.getCapturedArgCount() - receivers;
    Class<?> owner = Class.forName(recipe.getImplClass().replace('/', '.'), false, classes);
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(method -> !method.isSynthetic() && isMethod(recipe, method))
        .filter(method -> place >= 0 && place < method.getParameterCount())
        .filter(method -> method.getParameterTypes()[place] == cast)
        .<Type>map(method -> method.getGenericParameterTypes()[place])
        .findFirst()
        .orElse(cast);
  }

  private static boolean isMethod(SerializedLambda recipe, Method method) {
    return method.getName().equals(recipe.getImplMethodName())
        && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .toMethodDescriptorString()
            .equals(recipe.getImplMethodSignature());
  }

  /** Returns the type of what a stream or an iterable of a type holds. */
  static Type elements(Type type) {
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[0]
        : Object.class;
  }

  /** Returns what messages call the lambda: its method, or the method that it stands in. */
  static String name(SerializedLambda recipe) {
    String owner = recipe.getImplClass().replace('/', '.');
    String method = recipe.getImplMethodName();
    return method.startsWith("lambda$") ? "a lambda of " + owner : owner + "::" + method;
  }
}
