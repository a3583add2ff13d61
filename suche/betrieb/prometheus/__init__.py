"""Figures for a monitoring system (Prometheus) at `/metrics`.

`counters` what this machine's web processes have done, `gauges` what the database and the disk say
now, `views` the address, `processes` what gunicorn is told so that several processes are counted
together.
"""
