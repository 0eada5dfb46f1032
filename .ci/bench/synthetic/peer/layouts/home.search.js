{{- $findings := slice -}}
{{- range where site.RegularPages "Params.number" "ne" nil -}}
  {{- $texts := slice .Title .Params.number .File.ContentBaseName .Params.summary .Parent.Title .Parent.Parent.Title -}}
  {{- with .Params.reason }}{{ $texts = $texts | append . }}{{ end -}}
  {{- with .Params.next }}{{ $texts = $texts | append . }}{{ end -}}
  {{- with .Params.responsible }}{{ $texts = $texts | append . }}{{ end -}}
  {{- range .Params.measures }}{{ $texts = $texts | append (string .date) .text }}{{ end -}}
  {{- range .Params.results }}{{ $texts = $texts | append .name .value .unit .change }}{{ end -}}
  {{- range .Params.documents }}{{ $texts = $texts | append .title }}{{ end -}}
  {{- range .Params.updates }}{{ $texts = $texts | append .text }}{{ end -}}
  {{- range .Params.answers }}{{ $texts = $texts | append .question .answer }}{{ end -}}
  {{- $texts = $texts | append .Plain -}}
  {{- $findings = $findings | append (dict "id" .File.ContentBaseName "category" .Parent.Path "status" .Params.status
    "basis" .Params.basis "due" (partial "due.html" .) "text" (delimit $texts "\n")) -}}
{{- end -}}
var search={{ dict "findings" $findings | jsonify }};
