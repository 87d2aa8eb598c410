"""How the web server runs, in the demo and in production alike: two processes of four threads."""

import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
worker_class = "gthread"
# Loaded once and then forked: half the start-up work and shared memory. No connection is open at that moment.
preload_app = True
timeout = 60
graceful_timeout = 4
keepalive = 5
loglevel = "warning"
# Nobody needs to steer a running server from outside; its socket would be one more door.
control_socket_disable = True
# A heartbeat file on a slow disk stops a worker for seconds.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
