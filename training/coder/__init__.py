"""The PLOVER coder: corpus -> fine-tuned sentence encoder -> ONNX weights that the package ships."""
