"""The record for assistants: questions in, sourced answers out, over the Model Context Protocol.

Nothing here writes a file. `tools` has what may be asked, a row each, and needs no library; `serve` alone knows the
protocol's, the official one, which the extra ``mcp`` brings.
"""
