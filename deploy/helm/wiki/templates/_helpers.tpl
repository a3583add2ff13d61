{{- define "wiki.container" -}}
image: {{ .Values.abbild }}
envFrom:
  - configMapRef: {name: {{ .Release.Name }}-umgebung}
  - secretRef: {name: {{ .Values.geheimnisse }}}
volumeMounts:
  - {name: daten, mountPath: /var/lib/wiki}
  - {name: tmp, mountPath: /tmp}
  - {name: speicher, mountPath: /dev/shm}
securityContext:
  readOnlyRootFilesystem: true
  allowPrivilegeEscalation: false
  capabilities: {drop: [ALL]}
{{- end -}}

{{- define "wiki.namen" -}}
app.kubernetes.io/name: wiki
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "wiki.frage" -}}
port: 8000
httpHeaders:
  - {name: Host, value: {{ .Values.rechnername }}}
{{- end -}}
