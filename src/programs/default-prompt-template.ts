/** The default prompt of a Generator, character by character that of Synalinks 0.9. */
export const DEFAULT_PROMPT_TEMPLATE = `<instructions>
{{ instructions }}
</instructions>
{% if inputs_schema %}
<input_schema>
{{ inputs_schema }}
</input_schema>
{% endif %}{% if outputs_schema %}
<output_schema>
{{ outputs_schema }}
</output_schema>
{% endif %}{% if examples %}
<examples>
{% for example in examples %}
<example>
<input>
{{ example[0] }}
</input>
<output>
{{ example[1] }}
</output>
</example>
{% endfor %}
</examples>
{% endif %}`;
